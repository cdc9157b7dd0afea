export { type ColourScheme, inColourScheme } from './colour-scheme.ts';
export { compile } from './compile.ts';
export { type FindingCode, findingCodes, type FindingValues, sentence, told } from './findings.ts';
export {
  listTemplates,
  loadTemplate,
  type LoadedTemplate,
  templateCategories,
  type TemplateEntry,
  templatesFolder,
} from './load-template.ts';
export { placeholders } from './placeholders.ts';
export { renderer, type Renderer } from './renderer.ts';
export { sampleLetter } from './sample-letter.ts';
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
export {
  compileWire,
  type WireBodyPart,
  type WireCompiled,
  type WireFilled,
  type WireProgram,
} from './wire/compile-wire.ts';
export type { PersonalData, SharedData } from './wire/person.ts';
export type { WordSink } from './wire/step.ts';
