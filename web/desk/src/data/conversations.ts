import { call } from '@crm/shared/api.ts';
import type { Message, Page, ReplyWindow, ServiceSession, UploadedFile } from '@crm/shared/model.ts';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

/** Read again although nothing happened: a window also closes by itself. */
const windowEvery = 60_000;

const path = (id: string) => `/api/v1/conversations/${id}`;

export function useMessages(id: string) {
  return useInfiniteQuery({
    queryKey: ['conversation', id, 'messages'],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => call<Page<Message>>(`${path(id)}/messages`, { query: { cursor: pageParam, limit: 50 }, signal }),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

export function useServiceSession(id: string) {
  return useQuery({
    queryKey: ['conversation', id, 'session'],
    queryFn: ({ signal }) => call<ServiceSession>(`${path(id)}/session`, { signal }),
  });
}

export function useReplyWindow(id: string) {
  return useQuery({
    queryKey: ['conversation', id, 'window'],
    refetchInterval: windowEvery,
    queryFn: ({ signal }) => call<ReplyWindow>(`${path(id)}/window`, { signal }),
  });
}

export type SessionMove = 'take' | 'give-back' | 'pool' | 'end' | 'transfer';

export function useMoveSession(session: ServiceSession) {
  const client = useQueryClient();
  const id = session.conversationId;
  return useMutation({
    mutationFn: ({ move, to }: { move: SessionMove; to?: { agentId?: string; member?: string } }) =>
      call<ServiceSession>(`${path(id)}/session/${move}`, { method: 'POST', body: to ?? {}, ifMatch: session.version }),
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: ['conversation', id] }), client.invalidateQueries({ queryKey: ['conversations'] }), client.invalidateQueries({ queryKey: ['chats'] })]),
  });
}

export function useReply(id: string, customerId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ text, file }: { text: string; file: File | null }) => {
      const uploaded = file && await call<UploadedFile>('/api/v1/media', { method: 'POST', file, query: { fileName: file.name } });
      return call<unknown>(`${path(id)}/messages`, { method: 'POST', body: { text, mediaId: uploaded?.id ?? null } });
    },
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: ['conversation', id] }), client.invalidateQueries({ queryKey: ['timeline', customerId] })]),
  });
}

/** The way out where nothing can be written: one tap promises a call. */
export function usePromiseCall(id: string, customerId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call<{ id: string; dueAt: string; isNew: boolean }>(`${path(id)}/callback`, { method: 'POST', body: {} }),
    onSettled: () => Promise.all([
      client.invalidateQueries({ queryKey: ['customer', customerId] }), client.invalidateQueries({ queryKey: ['callbacks'] }),
      client.invalidateQueries({ queryKey: ['timeline', customerId] }),
    ]),
  });
}

export function useAgents(enabled: boolean) {
  return useQuery({
    queryKey: ['agents'],
    enabled,
    queryFn: ({ signal }) => call<Page<{ id: string; name: string }>>('/api/v1/agents', { signal }),
  });
}
