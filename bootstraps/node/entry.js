'use strict';
// Finds the functions that handlers name, in code of every form that Node.js takes.

const fs = require('fs');
const path = require('path');
const { ENTRY_NOT_FOUND, LOAD_FAILED, errorBody, thrownBody } = require('./failure.js');

const ENDINGS = ['.js', '.cjs', '.mjs'];

// Calls either `found` with the function or `failed` with a code and a body.
function entry(spec, name, failed, found) {
  const dot = name.lastIndexOf('.');
  const file = name.slice(0, dot);
  const base = path.join(spec.codeDirectory, file);
  if (dot <= 0 || !ENDINGS.some((ending) => fs.existsSync(base + ending))) {
    return failed(ENTRY_NOT_FOUND,
      errorBody("cannot find handler '" + name + "': there is no file " + file + '.js in the code', 'HandlerNotFound', []));
  }
  const broken = (error) => failed(LOAD_FAILED, thrownBody("cannot load handler '" + name + "': ", error));
  load(base, broken, (exported) => {
    const method = exported && exported[name.slice(dot + 1)];
    if (typeof method === 'function') return found(method);
    failed(ENTRY_NOT_FOUND,
      errorBody("cannot find handler '" + name + "': " + file + ".js exports no function '" + name.slice(dot + 1) + "'", 'HandlerNotFound', []));
  });
}

function load(base, failed, loaded) {
  const file = ENDINGS.map((ending) => base + ending).find((candidate) => fs.existsSync(candidate));
  let exported;
  try {
    if (file.endsWith('.mjs')) return loadModule(file, loaded, failed);
    exported = require(file);
  } catch (error) {
    if (error && error.code === 'ERR_REQUIRE_ESM') return loadModule(file, loaded, failed);
    return failed(error);
  }
  loaded(exported);
}

function loadModule(file, loaded, failed) {
  let load;
  try {
    load = require('./esm.js');
  } catch (tooOld) {
    return failed(tooOld);
  }
  load(require('url').pathToFileURL(file).href).then((exported) => loaded(Object.assign({}, exported.default, exported)), failed);
}

module.exports = entry;
