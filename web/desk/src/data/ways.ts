import { call } from '@crm/shared/api.ts';
import type { ContactWay, ContactWayInput, WayAccount, WayRow, WayStatistics } from '@crm/shared/contact-ways.ts';
import type { Page } from '@crm/shared/model.ts';
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

const path = '/api/v1/contact-ways';

export function useWays(filter: { status?: string | undefined; dealerId?: string | undefined }) {
  return useInfiniteQuery({
    queryKey: ['contact-ways', 'list', filter],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => call<Page<ContactWay>>(path, { query: { ...filter, cursor: pageParam }, signal }),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

export function useWayAccounts(enabled: boolean) {
  return useQuery({ queryKey: ['contact-way-accounts'], enabled, queryFn: ({ signal }) => call<{ items: WayAccount[] }>(`${path}/accounts`, { signal }) });
}

export function useWayMembers(account: string | undefined, enabled: boolean) {
  return useQuery({
    queryKey: ['contact-way-members', account], enabled,
    queryFn: ({ signal }) => call<{ items: string[] }>(`${path}/members`, { query: { account }, signal }),
  });
}

export function useDealers() {
  return useQuery({
    queryKey: ['dealers'],
    queryFn: ({ signal }) => call<Page<{ id: string; code: string; name: string }>>('/api/v1/dealers', { query: { limit: 200 }, signal }),
  });
}

export function useWayStatistics(id: string, from: string) {
  return useQuery({
    queryKey: ['contact-ways', 'statistics', id, from], placeholderData: keepPreviousData,
    queryFn: ({ signal }) => call<WayStatistics>(`${path}/${id}/statistics`, { query: { from }, signal }),
  });
}

export function useWayRows(id: string, figure: string | null, from: string) {
  return useQuery({
    queryKey: ['contact-ways', 'rows', id, figure, from], enabled: figure !== null,
    queryFn: ({ signal }) => call<Page<WayRow>>(`${path}/${id}/statistics/rows`, { query: { figure, from, limit: 100 }, signal }),
  });
}

export function useWayActions() {
  const client = useQueryClient();
  const settle = { onSettled: () => client.invalidateQueries({ queryKey: ['contact-ways'] }) };
  return {
    create: useMutation({ mutationFn: (body: ContactWayInput) => call<ContactWay>(path, { method: 'POST', body }), ...settle }),
    change: useMutation({
      mutationFn: ({ way, body }: { way: ContactWay; body: ContactWayInput }) =>
        call<ContactWay>(`${path}/${way.id}`, { method: 'PATCH', body, ifMatch: way.version }),
      ...settle,
    }),
    remove: useMutation({ mutationFn: (way: ContactWay) => call(`${path}/${way.id}`, { method: 'DELETE', ifMatch: way.version }), ...settle }),
  };
}
