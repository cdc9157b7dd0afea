// jest transformer: Node's own type stripping. Positions are kept, so no source map is needed.
const { createHash } = require('node:crypto');
const { stripTypeScriptTypes } = require('node:module');

module.exports = {
  canInstrument: false,
  process: (source) => ({ code: stripTypeScriptTypes(source, { mode: 'strip' }) }),
  getCacheKey: (source, file) =>
    createHash('sha256').update(source).update(file).update(process.version).digest('hex').slice(0, 32),
};
