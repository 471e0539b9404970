// A case as one script: its modules and their packages bundled, Expo, React Native and React left to the fakes.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import * as esbuild from 'esbuild';

const HOME = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const FAKED = [
  'expo-secure-store', '@react-native-async-storage/async-storage', 'react-native-mmkv', 'react-native-keychain', 'react-native',
  'expo-auth-session', 'react-native-app-auth', 'socket.io-client', 'expo-router', 'expo-constants', '@nkzw/create-context-hook',
  'react', 'react/jsx-runtime', 'react/jsx-dev-runtime',
];
/** Packages whose entry for React is more than a client needs. */
const INSTEAD = { urql: '@urql/core', '@reduxjs/toolkit/query/react': '@reduxjs/toolkit/query' };
const INSTALLED = new Set(Object.keys(JSON.parse(readFileSync(path.join(HOME, 'package.json'), 'utf8')).dependencies));
const SCRIPTS = ['.tsx', '.ts', '.jsx', '.js'];
const SUFFIXES = [...['.ios', '.native', ''].flatMap((at) => SCRIPTS.map((end) => at + end)), '.mjs', '.cjs', '.json'];

const packageOf = (name) => name.split('/').slice(0, name.startsWith('@') ? 2 : 1).join('/');

const modules = {
  name: 'modules',
  setup(build) {
    build.onResolve({ filter: /^[@a-z]/ }, async ({ path: name, kind, importer, namespace, pluginData, resolveDir }) => {
      if (kind === 'entry-point' || pluginData === 'asked') return undefined;
      const faked = name === 'react/jsx-dev-runtime' ? 'react/jsx-runtime' : name;
      if (FAKED.includes(faked)) return { path: faked, namespace: 'fake' };
      if (name === 'axios' && namespace !== 'axios') return { path: name, namespace: 'axios' };
      const inside = importer.includes('node_modules') || namespace === 'axios';
      if (INSTEAD[name] && !inside) return build.resolve(INSTEAD[name], { kind, resolveDir: HOME, pluginData: 'asked' });
      if (inside || INSTALLED.has(packageOf(name))) return undefined;
      const own = await build.resolve(name, { kind, resolveDir, importer, pluginData: 'asked' });
      return own.errors.length ? { path: name, namespace: 'missing' } : own;
    });
    build.onLoad({ filter: /.*/, namespace: 'fake' }, ({ path: name }) => ({
      contents: `module.exports = globalThis.$oracle.module(${JSON.stringify(name)});`,
    }));
    build.onLoad({ filter: /.*/, namespace: 'missing' }, ({ path: name }) => ({
      contents: `throw new Error("the oracle has no fake for the module '${name}'");`,
    }));
    build.onLoad({ filter: /.*/, namespace: 'axios' }, () => ({
      contents: `const axios = require('axios'); axios.defaults.adapter = globalThis.$oracle.axiosAdapter(axios); module.exports = axios;`,
      resolveDir: HOME,
    }));
  },
};

/** Modules that a driver names as load('...'): a path of the case with its suffix, so that a client's own load() is none. */
const LOAD = /\bload\(\s*['"`]([^/'"`][^'"`]*\.[cm]?[jt]sx?)['"`]/g;
const loadsOf = ({ setup, call, second }) => [...`${setup}\n${call}\n${second}`.matchAll(LOAD)].map((hit) => hit[1]);

/**
 * The script of a case: a CommonJS module that exports {load: {path: () => exports}, gql}. folder: of the case; drive: its table.
 * Rejects with the bundler's message.
 */
export async function bundle(folder, drive) {
  const files = [...new Set([drive.entry, ...loadsOf(drive)])];
  const rows = files.map((file) => `${JSON.stringify(file)}: () => require(${JSON.stringify(`./${file}`)})`);
  const tag = /\bgql\b/.test(drive.call) ? `exports.gql = () => require('@apollo/client').gql;` : '';
  const result = await esbuild.build({
    stdin: { contents: `exports.load = {${rows.join(',')}};${tag}`, resolveDir: path.resolve(folder), sourcefile: 'drive.js' },
    bundle: true, write: false, format: 'cjs', platform: 'browser', target: 'es2022', jsx: 'automatic', logLevel: 'silent',
    mainFields: ['browser', 'module', 'main'], conditions: ['browser'], resolveExtensions: SUFFIXES,
    loader: { '.js': 'jsx', '.png': 'empty', '.ttf': 'empty', '.css': 'empty' },
    define: { 'process.env.NODE_ENV': '"production"', __DEV__: 'false', 'import.meta.env': '{}' },
    nodePaths: [path.join(HOME, 'node_modules')], plugins: [modules],
  });
  return result.outputFiles[0].text;
}

export const closeBundler = () => esbuild.stop();
