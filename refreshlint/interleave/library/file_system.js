// expo-file-system 18 and 19 (functions; classes File, Directory, Paths) and its /next and /legacy entries: text files by address.

import { known, later, store, unknown } from 'host';

const kept = store('expo-file-system');

export const documentDirectory = 'file:///documents/';
export const cacheDirectory = 'file:///caches/';
export const bundleDirectory = 'file:///bundle/';
export const EncodingType = { UTF8: 'utf8', Base64: 'base64' };

const exists = (uri) => {
  const text = kept.get(uri);
  return !known(text) || text !== null;
};

const read = (uri) => {
  const text = kept.get(uri);
  if (known(text) && text === null) throw new Error(`File '${uri}' does not exist.`);
  return text;
};

export const readAsStringAsync = (uri) => later(() => read(uri));
export const writeAsStringAsync = (uri, text) => later(() => kept.set(uri, text));
export const deleteAsync = (uri) => later(() => kept.remove(uri));
export const getInfoAsync = (uri) => later(() => ({ exists: exists(uri), uri, isDirectory: false, size: 1 }));
export const makeDirectoryAsync = () => later(() => undefined);
export const readDirectoryAsync = () => later(() => kept.keys());
export const copyAsync = ({ from, to }) => later(() => kept.set(to, read(from)));
export const moveAsync = ({ from, to }) => later(() => {
  kept.set(to, read(from));
  kept.remove(from);
});
export const downloadAsync = () => later(() => unknown('a download'));
export const uploadAsync = () => later(() => unknown('an upload'));

const joined = (parts) => parts.map((part) => (part instanceof Directory || part instanceof File ? part.uri : part)).join('/');

export class Directory {
  constructor(...parts) {
    this.uri = joined(parts);
    this.exists = true;
  }

  create() {}

  delete() {}

  list() {
    return [];
  }
}

export class File {
  constructor(...parts) {
    this.uri = joined(parts);
  }

  get exists() {
    return exists(this.uri);
  }

  get name() {
    return this.uri.split('/').pop();
  }

  text() {
    return later(() => read(this.uri));
  }

  textSync() {
    return read(this.uri);
  }

  write(text) {
    kept.set(this.uri, text);
  }

  create() {
    if (!exists(this.uri)) kept.set(this.uri, '');
  }

  delete() {
    kept.remove(this.uri);
  }
}

export const Paths = {
  document: new Directory('file:///documents'), cache: new Directory('file:///caches'), join: (...parts) => joined(parts),
};
