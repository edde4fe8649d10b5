import { call } from '@crm/shared/api.ts';
import type { Page, ServiceAccount, ServiceAccountList, ServiceLink, ServiceMember, SurveyReport } from '@crm/shared/model.ts';
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

const root = '/api/v1/service-accounts';
const of = (account: ServiceAccount) => ({ channel: account.channel, account: account.account });

export function useServiceAccounts() {
  return useQuery({ queryKey: ['service-accounts'], queryFn: ({ signal }) => call<ServiceAccountList>(root, { signal }) });
}

export function useServiceStaff(account: ServiceAccount) {
  return useQuery({
    queryKey: ['service-staff', account.id],
    queryFn: ({ signal }) => call<Page<ServiceMember>>(`${root}/${account.id}/staff`, { query: of(account), signal }),
  });
}

export function useChangeStaff(account: ServiceAccount) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: { add?: string[]; remove?: string[] }) =>
      call<unknown>(`${root}/${account.id}/staff`, { method: 'POST', body: { ...of(account), ...change } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['service-staff', account.id] }),
  });
}

export function useRenameAccount(account: ServiceAccount) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => call<unknown>(`${root}/${account.id}`, { method: 'PATCH', body: { ...of(account), name } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['service-accounts'] }),
  });
}

export function useServiceLinks() {
  return useInfiniteQuery({
    queryKey: ['service-links'],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => call<Page<ServiceLink>>('/api/v1/service-links', { query: { cursor: pageParam }, signal }),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

export interface NewLink { name: string; dealerId?: string; campaign?: string }

export function useMakeLink(account: ServiceAccount) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (link: NewLink) => call<ServiceLink>('/api/v1/service-links', { method: 'POST', body: { ...of(account), serviceAccount: account.id, ...link } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['service-links'] }),
  });
}

export function useDealerNames() {
  return useQuery({
    queryKey: ['dealers', 'names'],
    queryFn: ({ signal }) => call<Page<{ id: string; name: string }>>('/api/v1/dealers', { query: { limit: 200 }, signal }),
  });
}

export function useSurveys(from: string, to: string) {
  return useQuery({
    queryKey: ['surveys', from, to],
    queryFn: ({ signal }) => call<SurveyReport>('/api/v1/surveys/summary', { query: { from, to }, signal }),
    placeholderData: keepPreviousData,
  });
}
