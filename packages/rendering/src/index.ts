export { compile } from './compile.ts';
export {
  listTemplates,
  loadTemplate,
  type LoadedTemplate,
  type TemplateEntry,
  templatesFolder,
} from './load-template.ts';
export { placeholders } from './placeholders.ts';
export { renderer, type Renderer } from './renderer.ts';
export type {
  Compiled,
  CompileOptions,
  CompileResult,
  Locale,
  MergeData,
  Part,
  Problem,
  Rendered,
  RenderResult,
  Source,
} from './template.ts';
