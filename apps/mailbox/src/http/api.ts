import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { json, Router } from 'express';
import type { Archive } from '../archive.ts';
import { bytesOf, listLetters, openLetter } from '../letters.ts';
import type { Letter } from '../letters.ts';
import { postOneClick } from '../one-click.ts';
import { readScript } from '../read-script.ts';
import type { Receiver } from '../receiver.ts';
import { problem } from './problem.ts';
import { letterId, text, wholeNumber } from './query.ts';

/** The JSON API under /api. */
export function createApi({ archive, receiver }: { archive: Archive; receiver: Receiver }): Router {
  const api = Router();

  api.get('/stats', (_request, response) => void response.json(archive.stats));

  api.get('/connections', (_request, response) => void response.json(receiver.connections()));

  api.get('/script', (_request, response) => void response.json(receiver.script().source));

  api.put('/script', json({ limit: '1mb', strict: false, type: () => true }), (request, response) => {
    const read = readScript(request.body);
    if (!read.ok) return problem(response, 400, `${read.problem}.`);
    receiver.follow(read.script);
    response.json(read.script.source);
  });

  api.get('/record', async (request, response) => {
    const after = wholeNumber(request, 'after', { from: 0, to: Number.MAX_SAFE_INTEGER, otherwise: 0 });
    if (after === null) return problem(response, 400, 'after must be the id of an entry: a whole number from 0.');
    response.type('application/jsonl');
    await pipeline(Readable.from(archive.linesAfter(after)), response).catch(() => response.destroy());
  });

  api.get('/letters', (request, response) => {
    const limit = wholeNumber(request, 'limit', { from: 1, to: 1000, otherwise: 50 });
    const before = wholeNumber(request, 'cursor', {
      from: 1,
      to: Number.MAX_SAFE_INTEGER,
      otherwise: Number.MAX_SAFE_INTEGER,
    });
    if (limit === null) return problem(response, 400, 'limit must be a whole number from 1 to 1000.');
    if (before === null) return problem(response, 400, 'cursor must be the nextCursor of an earlier answer.');
    const page = listLetters(archive, { recipient: text(request, 'recipient'), before, limit });
    response.json(page);
  });

  api.delete('/letters', (_request, response) => {
    archive.clear();
    response.status(204).end();
  });

  api.get('/letters/:id', async (request, response) => {
    const letter = await openLetter(archive, letterId(request));
    if (!letter) return problem(response, 404, noLetter);
    response.json(parsed(letter));
  });

  api.get('/letters/:id/source', (request, response) => {
    const id = letterId(request);
    const source = archive.source(id);
    if (!source) return problem(response, 404, noSource);
    response.type('message/rfc822').set('Content-Disposition', `inline; filename="letter-${id}.eml"`).send(source);
  });

  api.post('/letters/:id/unsubscribe', async (request, response) => {
    const letter = await openLetter(archive, letterId(request));
    if (!letter?.opened) return problem(response, 404, letter ? noSource : noLetter);
    const { offer } = letter.opened;
    if (offer.kind === 'none') return problem(response, 409, 'This letter offers no one-click unsubscribe (RFC 8058).');
    const result = await postOneClick(offer.url);
    if (result.kind === 'answered') response.json({ status: result.status, tookMs: result.tookMs });
    else if (result.kind === 'refused')
      problem(response, 403, `The mailbox sends one-click requests to this machine only, not to ${result.host}.`);
    else problem(response, 502, `The unsubscribe address did not answer: ${result.message}.`);
  });

  api.use((_request, response) => problem(response, 404, 'There is nothing at this address of the API.'));
  return api;
}

const noLetter = 'There is no letter of this number.';
const noSource = 'The source of this letter is not kept (only the newest letters keep theirs).';

function parsed({ entry, summary, opened }: Letter) {
  if (!opened) return { ...summary, envelope: entry, held: false };
  const { email, offer, signers } = opened;
  return {
    ...summary,
    envelope: entry,
    held: true,
    text: email.text ?? null,
    html: email.html ?? null,
    headers: email.headers.map(({ originalKey, value }) => ({ name: originalKey, value })),
    attachments: email.attachments.map((attachment) => ({
      filename: attachment.filename,
      mimeType: attachment.mimeType,
      sizeBytes: bytesOf(attachment).length,
    })),
    oneClick: offer.kind === 'offered' ? { url: offer.url } : null,
    signers,
  };
}
