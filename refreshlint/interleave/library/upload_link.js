// apollo-upload-client 17 and 18: an HTTP link that also sends files.

import { HttpLink, createHttpLink } from './apollo_link.js';

export { createHttpLink as createUploadLink, HttpLink as UploadHttpLink };
export default createHttpLink;
