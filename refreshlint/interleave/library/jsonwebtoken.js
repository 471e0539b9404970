// jsonwebtoken: see jwt.js.
import { decode, sign, verify } from './jwt.js';

export { decode, sign, verify };
export default { decode, sign, verify };
