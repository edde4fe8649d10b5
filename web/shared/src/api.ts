import type { Problem } from './model.ts';

/** Any answer that is not 2xx, or no answer at all (status 0). */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly problem: Problem;

  constructor(status: number, problem: Problem) {
    super(problem.detail ?? problem.title ?? `HTTP ${status}`);
    this.status = status;
    this.code = problem.code ?? codeOfStatus(status);
    this.problem = problem;
  }
}

function codeOfStatus(status: number): string {
  if (status === 0) return 'offline';
  if (status >= 500) return 'server-error';
  return { 401: 'not-signed-in', 403: 'forbidden', 404: 'not-found', 412: 'version-conflict', 429: 'too-many-attempts' }[status] ?? 'refused';
}

let csrfToken: string | null = null;

/** Given by the session; every write sends it back. */
export function setCsrfToken(token: string | null): void {
  csrfToken = token;
}

let authorization: string | null = null;

/** For a page in another site's frame, where no cookie of ours is sent. */
export function setAuthorization(value: string | null): void {
  authorization = value;
}

export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
  /** Bytes instead of JSON. */
  file?: Blob;
  /** The version the reader saw; the host refuses the change when it is no longer the newest. */
  ifMatch?: number | undefined;
  query?: Query | undefined;
  signal?: AbortSignal | undefined;
}

export type Query = Record<string, string | number | boolean | null | undefined>;

export function withQuery(path: string, query?: Query): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {}))
    if (value !== undefined && value !== null && value !== '') parameters.set(name, String(value));
  const text = parameters.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** One call to the host: JSON in, JSON out, every failure an ApiError. */
export async function call<T>(path: string, options: Call = {}): Promise<T> {
  const method = options.method ?? 'GET';
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (options.body !== undefined) headers['Content-Type'] = 'application/json';
  if (options.file) headers['Content-Type'] = 'application/octet-stream';
  if (options.ifMatch !== undefined) headers['If-Match'] = `"${options.ifMatch}"`;
  if (authorization) headers['Authorization'] = authorization;
  if (method !== 'GET' && csrfToken) headers['X-CSRF-Token'] = csrfToken;
  const request: RequestInit = { method, headers, credentials: 'same-origin' };
  if (options.body !== undefined) request.body = JSON.stringify(options.body);
  if (options.file) request.body = options.file;
  if (options.signal) request.signal = options.signal;

  let response: Response;
  try {
    response = await fetch(withQuery(path, options.query), request);
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    throw new ApiError(0, {});
  }
  if (!response.ok) throw new ApiError(response.status, await problemOf(response));
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

async function problemOf(response: Response): Promise<Problem> {
  try {
    const body: unknown = await response.json();
    return typeof body === 'object' && body !== null ? (body as Problem) : {};
  } catch {
    return {};
  }
}
