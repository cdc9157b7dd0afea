/** GrapesJS as the module that bundlers take; its package has types for the other one alone. */
declare module 'grapesjs/dist/grapes.mjs' {
  import type grapesjs from 'grapesjs';
  const made: typeof grapesjs.default;
  export default made;
}
