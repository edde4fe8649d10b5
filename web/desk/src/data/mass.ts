import { call } from '@crm/shared/api.ts';
import type { Group, GroupMember, MassSend, MassSendAccount, MassSendDetail, MassSendInput, MassSendPreview } from '@crm/shared/mass.ts';
import type { Page } from '@crm/shared/model.ts';
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

function usePages<T>(key: unknown[], path: string, query: Record<string, boolean> = {}, enabled = true) {
  return useInfiniteQuery({
    queryKey: key,
    initialPageParam: '',
    enabled,
    queryFn: ({ pageParam, signal }) => call<Page<T>>(path, { query: { ...query, cursor: pageParam }, signal }),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

export const useGroups = () => usePages<Group>(['groups'], '/api/v1/groups');

export const useGroupMembers = (id: string | null, left: boolean) =>
  usePages<GroupMember>(['groups', id, 'members', left], `/api/v1/groups/${id}/members`, { left }, id !== null);

export const useMassSends = () => usePages<MassSend>(['mass-sends', 'list'], '/api/v1/mass-sends');

export const useMassSend = (id: string | null) =>
  useQuery({ queryKey: ['mass-sends', id], enabled: id !== null, queryFn: ({ signal }) => call<MassSendDetail>(`/api/v1/mass-sends/${id}`, { signal }) });

export const useMassSendAccounts = (enabled: boolean) =>
  useQuery({ queryKey: ['mass-send-accounts'], enabled, queryFn: ({ signal }) => call<MassSendAccount[]>('/api/v1/mass-sends/accounts', { signal }) });

export function useMassSendActions() {
  const client = useQueryClient();
  const settle = { onSettled: () => client.invalidateQueries({ queryKey: ['mass-sends'] }) };
  const post = <T>(path: string, body: unknown = {}) => call<T>(`/api/v1/mass-sends${path}`, { method: 'POST', body });
  return {
    preview: useMutation({ mutationFn: (input: MassSendInput) => post<MassSendPreview>('/preview', input) }),
    plan: useMutation({ mutationFn: (input: MassSendInput) => post<MassSend>('', input), ...settle }),
    remind: useMutation({ mutationFn: (of: { id: string; taskId?: string }) => post<MassSendDetail>(`/${of.id}/remind`, { taskId: of.taskId }), ...settle }),
    cancel: useMutation({ mutationFn: (id: string) => post<MassSendDetail>(`/${id}/cancel`), ...settle }),
  };
}
