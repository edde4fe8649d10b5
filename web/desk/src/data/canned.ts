import { call } from '@crm/shared/api.ts';
import type { CannedReply, Page } from '@crm/shared/model.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

const path = '/api/v1/canned-replies';

/** Filled for a conversation where one is named. */
export function useCannedReplies(conversationId?: string, enabled = true) {
  return useQuery({
    queryKey: ['canned-replies', conversationId ?? ''],
    enabled,
    queryFn: ({ signal }) => call<Page<CannedReply>>(path, { query: { conversationId }, signal }),
  });
}

export interface CannedInput {
  shortcut: string;
  title: string;
  texts: Record<string, string>;
  team: boolean;
}

export function useSaveCanned(reply: CannedReply | null) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CannedInput) => (reply
      ? call<CannedReply>(`${path}/${reply.id}`, { method: 'PATCH', body, ifMatch: reply.version })
      : call<CannedReply>(path, { method: 'POST', body })),
    onSettled: () => client.invalidateQueries({ queryKey: ['canned-replies'] }),
  });
}

export function useRemoveCanned() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (reply: CannedReply) => call<void>(`${path}/${reply.id}`, { method: 'DELETE', ifMatch: reply.version }),
    onSettled: () => client.invalidateQueries({ queryKey: ['canned-replies'] }),
  });
}
