import { addressOf, type Asked, call } from '../api/call.ts';
import { Problem } from '../api/problem.ts';

type Import = Omit<Asked<'POST /lists/{id}/imports'>, 'body'>;

/** The upload broke off before the API had the whole file. */
export class UploadBrokenError extends Error {
  override readonly name = 'UploadBrokenError';
  constructor() {
    super('The upload broke off before its end; begin it again.');
  }
}

/**
 * Uploads a file for an import and tells how much of it has gone (0 to 1), which `fetch` cannot. The browser reads the file from the
 * disk as it sends it. The session is asked for first, so that a file of hundreds of megabytes is not sent to be refused.
 */
export async function uploadFile(asked: Import, body: Blob, told: (share: number) => void): Promise<{ id: string }> {
  await call('GET /sessions', {});
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', addressOf('POST /lists/{id}/imports', asked));
    request.setRequestHeader('content-type', body.type);
    request.responseType = 'json';
    request.upload.addEventListener('progress', ({ loaded, total }) => told(total > 0 ? loaded / total : 0));
    request.addEventListener('load', () => {
      const answer: unknown = request.response;
      const known = typeof answer === 'object' && answer !== null ? { ...answer } : {};
      if (request.status === 202 && 'id' in known && typeof known.id === 'string') resolve({ id: known.id });
      else reject(new Problem(request.status, known, request.getResponseHeader('retry-after')));
    });
    for (const end of ['error', 'abort', 'timeout']) {
      request.addEventListener(end, () => reject(new UploadBrokenError()));
    }
    request.send(body);
  });
}
