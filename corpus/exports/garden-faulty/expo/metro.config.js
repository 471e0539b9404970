const { getDefaultConfig } = require("expo/metro-config");
const { withRorkMetro } = require("@rork-ai/toolkit-sdk/metro");

module.exports = withRorkMetro(getDefaultConfig(__dirname));
