// react-native-config, react-native-dotenv: what the build put in. Nothing of it is known.

import { unknown } from 'host';

export const Config = unknown('build configuration');
export default Config;
