import { call } from '@crm/shared/api.ts';
import type { Link, Member, Page, Reconciliation, Tag, Transfer, TransferPlan, TransferWish } from '@crm/shared/model.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

const soon = 5_000;

export function useLinks(customerId: string) {
  return useQuery({
    queryKey: ['customer', customerId, 'links'],
    queryFn: ({ signal }) => call<Page<Link>>('/api/v1/links', { query: { customerId }, signal }),
    // A change is on its way to the platform for a moment.
    refetchInterval: (query) => (query.state.data?.items.some((link) => link.waiting) ? soon : false),
  });
}

export function useChangeLink(link: Link) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { remark?: string; addTags?: string[]; removeTags?: string[] }) =>
      call<Link>(`/api/v1/links/${link.id}`, { method: 'PATCH', body, ifMatch: link.version }),
    onSettled: () => client.invalidateQueries({ queryKey: ['customer', link.customerId] }),
  });
}

export function useTags() {
  return useQuery({ queryKey: ['tags'], queryFn: ({ signal }) => call<Page<Tag>>('/api/v1/tags', { signal }) });
}

export function useMembers() {
  return useQuery({ queryKey: ['members'], queryFn: ({ signal }) => call<Page<Member>>('/api/v1/members', { query: { limit: 200 }, signal }) });
}

export function useTransfers() {
  return useQuery({
    queryKey: ['transfers'],
    queryFn: ({ signal }) => call<Page<Transfer>>('/api/v1/transfers', { signal }),
    refetchInterval: (query) => (query.state.data?.items.some((transfer) => transfer.state === 'running') ? soon : false),
  });
}

export function usePlanTransfer() {
  return useMutation({ mutationFn: (wish: TransferWish) => call<TransferPlan>('/api/v1/transfers/preview', { method: 'POST', body: wish }) });
}

export function useBeginTransfer() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wish: TransferWish) => call<{ ids: string[] }>('/api/v1/transfers', { method: 'POST', body: wish }),
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: ['transfers'] }), client.invalidateQueries({ queryKey: ['members'] })]),
  });
}

export function useReconciliations() {
  return useQuery({
    queryKey: ['reconciliations'],
    queryFn: ({ signal }) => call<Page<Reconciliation>>('/api/v1/reconciliations', { query: { limit: 10 }, signal }),
    refetchInterval: (query) => (query.state.data?.items.some((run) => run.state === 'running') ? soon : false),
  });
}

export function useStartReconciliation() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call<{ ids: string[] }>('/api/v1/reconciliations', { method: 'POST', body: {} }),
    onSettled: () => client.invalidateQueries({ queryKey: ['reconciliations'] }),
  });
}
