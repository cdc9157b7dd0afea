import type { Request } from 'express';

/** A whole number from the query: the default when absent, null when it is none or out of bounds. */
export function wholeNumber(
  request: Request,
  name: string,
  bounds: { from: number; to: number; otherwise: number },
): number | null {
  const value = request.query[name];
  if (value === undefined || value === '') return bounds.otherwise;
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
  return number >= bounds.from && number <= bounds.to ? number : null;
}

/** A text from the query, empty when absent. */
export function text(request: Request, name: string): string {
  const value = request.query[name];
  return typeof value === 'string' ? value : '';
}

/** The letter id of the path; 0, which no letter has, when it is no number. */
export function letterId(request: Request): number {
  const { id } = request.params;
  return typeof id === 'string' && /^\d{1,15}$/.test(id) ? Number(id) : 0;
}
