import { ApiError, call, setCsrfToken } from '@crm/shared/api.ts';

/** The secret stands behind the #: it never reaches a server's log, and it leaves the address bar as soon as it was read. */
export function takeSecret(location: Location = window.location, history: History = window.history): string | null {
  const secret = location.hash.slice(1);
  if (secret === '') return null;
  history.replaceState(null, '', location.pathname + location.search);
  return secret;
}

/** Opens the page with the link's secret, or goes on with the page that is open already. */
export async function openPage(secret: string | null): Promise<void> {
  const session = secret
    ? await call<{ csrfToken: string }>('/api/my/session', { method: 'POST', body: { token: secret } })
    : await call<{ csrfToken: string }>('/api/my/session');
  setCsrfToken(session.csrfToken);
}

/** Whether the page was open too long, so that the link's secret is needed once more. */
export const isOver = (error: unknown): boolean => error instanceof ApiError && error.status === 401;
