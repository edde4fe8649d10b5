import { ApiError, call, setCsrfToken } from '@crm/shared/api.ts';
import { syncClock } from '@crm/shared/clock.ts';
import type { Session, SessionUser } from '@crm/shared/model.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';

const path = '/api/v1/session';
const resync = 10 * 60_000;

function adopt(session: Session): Session {
  setCsrfToken(session.csrfToken);
  syncClock(session.serverTime);
  return session;
}

/** null = not signed in. Read again now and then, which also sets the clock again. */
export function useSession() {
  return useQuery({
    queryKey: ['session'],
    staleTime: resync,
    refetchInterval: resync,
    queryFn: async ({ signal }) => {
      try {
        return adopt(await call<Session>(path, { signal }));
      } catch (error) {
        if (error instanceof ApiError && error.status === 401) return null;
        throw error;
      }
    },
  });
}

export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { userName: string; password: string }) => call<Session>(path, { method: 'POST', body }),
    onSuccess: (session) => client.setQueryData(['session'], adopt(session)),
  });
}

export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call<void>(path, { method: 'DELETE' }),
    onSettled: () => {
      setCsrfToken(null);
      // The session's own entry stays: the page watches it, and would not hear of one put in its place.
      client.setQueryData(['session'], null);
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
    },
  });
}

export const UserContext = createContext<SessionUser | null>(null);

/** Only below the signed-in part of the page. */
export function useUser(): SessionUser {
  const user = useContext(UserContext);
  if (!user) throw new Error('No signed-in user here');
  return user;
}
