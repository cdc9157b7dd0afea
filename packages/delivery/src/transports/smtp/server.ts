import type { TlsDemand } from '../tls-demand.ts';

/** A server as it is reached. `name` is what it is called, where `host` is its address; `secure` is TLS from the first octet. */
export type Server = {
  host: string;
  name?: string;
  port: number;
  secure: boolean;
  tls: TlsDemand;
  auth?: { user: string; pass: string };
};
