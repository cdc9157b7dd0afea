import { STATUS_CODES } from 'node:http';
import type { Response } from 'express';

/** Answers with RFC 9457 problem details: one sentence that says what to do. */
export function problem(response: Response, status: number, detail: string): void {
  response
    .status(status)
    .type('application/problem+json')
    .send(JSON.stringify({ title: STATUS_CODES[status] ?? 'Error', status, detail }));
}
