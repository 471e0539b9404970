exports.get = (name) => window.localStorage.getItem('tides.' + name);
exports.set = (name, value) => window.localStorage.setItem('tides.' + name, value);
