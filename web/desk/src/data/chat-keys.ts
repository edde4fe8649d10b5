import { call } from '@crm/shared/api.ts';
import type { ChatKey, Page } from '@crm/shared/model.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

const root = '/api/v1/chat-keys';

export interface ChatKeyInput {
  name?: string;
  dealerId?: string;
  origins?: string[];
  theme?: { title?: string; color?: string; logo?: string };
  locales?: string[];
  scene?: string;
  active?: boolean;
}

export function useChatKeys() {
  return useQuery({ queryKey: ['chat-keys'], queryFn: ({ signal }) => call<Page<ChatKey>>(root, { query: { limit: 200 }, signal }) });
}

export function useSaveChatKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ of, input }: { of: ChatKey | null; input: ChatKeyInput }) => of
      ? call<ChatKey>(`${root}/${of.id}`, { method: 'PATCH', body: input, ifMatch: of.version })
      : call<ChatKey>(root, { method: 'POST', body: input }),
    onSettled: () => client.invalidateQueries({ queryKey: ['chat-keys'] }),
  });
}

export function useRotateChatKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (of: ChatKey) => call<ChatKey>(`${root}/${of.id}/rotate`, { method: 'POST', ifMatch: of.version }),
    onSettled: () => client.invalidateQueries({ queryKey: ['chat-keys'] }),
  });
}
