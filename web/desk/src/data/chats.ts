import { call } from '@crm/shared/api.ts';
import type { AgentBoard, Duty, ServiceSession } from '@crm/shared/model.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

const path = '/api/v1/conversations/queue';

/** Who waits for a person and whom this agent has; kept fresh by events. */
export function useBoard(enabled = true) {
  return useQuery({ queryKey: ['chats'], enabled, queryFn: ({ signal }) => call<AgentBoard>(path, { signal }) });
}

export function useTakeNext() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call<ServiceSession>(`${path}/take`, { method: 'POST', body: {} }),
    onSettled: () => client.invalidateQueries({ queryKey: ['chats'] }),
  });
}

export function useSetDuty() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (onDuty: boolean) => call<Duty>('/api/v1/duty', { method: 'PUT', body: { onDuty } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['chats'] }),
  });
}

/** What was read stays read, in every tab. */
export function useSeen(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (messageId: string) => call<void>(`/api/v1/conversations/${id}/seen`, { method: 'POST', body: { messageId } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['chats'] }),
  });
}
