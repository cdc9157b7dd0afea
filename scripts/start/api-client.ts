/** The part of the API's answers that its clients here need. */
export type Made = { id: string };

/** The API as one key sees it. `post` throws with the API's own sentence when it refuses. */
export type Api = { post(path: string, body: unknown): Promise<Made> };

/** A client of `/api/v1` at a base address. */
export function apiClient(baseUrl: string, key: string): Api {
  return {
    async post(path, body) {
      const response = await fetch(`${baseUrl}/api/v1${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(30_000),
      });
      const answer: unknown = await response.json();
      if (!response.ok) throw new Error(`POST ${path} was refused: ${response.status} ${JSON.stringify(answer)}`);
      return { id: idOf(answer) };
    },
  };
}

function idOf(answer: unknown): string {
  return typeof answer === 'object' && answer !== null && 'id' in answer ? String(answer.id) : '';
}
