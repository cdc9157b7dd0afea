import { fetchCall } from './fetch-call.ts';
import { inspect, type Inspection } from './inspect.ts';
import { type Call, type Called, look, type Looked, postAs, type Provider } from './one-click.ts';
import type { TxtResolver } from './signatures.ts';

/**
 * Somebody who knows a letter and nothing else: reads it as its receivers would, and uses its link as people, scanners and mailbox
 * providers do. Nothing is thrown over what a letter holds or how a server answers.
 */
export type Stranger = {
  /** `published`: the TXT records that DNS has, by name; nothing else is looked up. */
  read(letter: Uint8Array, published: ReadonlyMap<string, string>): Promise<Inspection>;
  look(url: string): Promise<Looked>;
  postAs(provider: Provider, url: string): Promise<Called>;
};

/** One in this process, who calls over the network unless told otherwise. */
export function stranger(call: Call = fetchCall): Stranger {
  return {
    read: (letter, published) => inspect(letter, { resolver: resolverOf(published) }),
    look: (url) => look(url, call),
    postAs: (provider, url) => postAs(provider, url, call),
  };
}

/** Looks names up among these records alone. */
export function resolverOf(published: ReadonlyMap<string, string>): TxtResolver {
  return async (name) => {
    const record = published.get(name);
    if (record === undefined) throw Object.assign(new Error(`nothing is published at ${name}`), { code: 'ENOTFOUND' });
    return [[record]];
  };
}
