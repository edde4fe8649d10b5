import { call } from '@crm/shared/api.ts';
import type { Alert, Conservation, Delivery, Inquiry, Page, Plugin } from '@crm/shared/model.ts';
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

const slow = 30_000;

export function usePlugins() {
  return useQuery({
    queryKey: ['plugins'],
    refetchInterval: slow,
    queryFn: async ({ signal }) => {
      const answer = await call<Page<Plugin> | Plugin[]>('/api/v1/plugins', { signal });
      return Array.isArray(answer) ? answer : answer.items;
    },
  });
}

/** Ready or not, and the body when it says more. */
export function useReadiness() {
  return useQuery({
    queryKey: ['readiness'],
    refetchInterval: slow,
    queryFn: async ({ signal }) => {
      const response = await fetch('/health/ready', { signal });
      return { ready: response.ok, text: (await response.text()).slice(0, 2000) };
    },
  });
}

export function useDeliveries(state: string) {
  return useQuery({
    queryKey: ['deliveries', state],
    queryFn: ({ signal }) => call<Page<Delivery>>('/api/v1/deliveries', { query: { state, limit: 50 }, signal }),
  });
}

export function useRetryDelivery() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call<unknown>(`/api/v1/deliveries/${id}/retry`, { method: 'POST', body: {} }),
    onSettled: () => client.invalidateQueries({ queryKey: ['deliveries'] }),
  });
}

export function useAlerts() {
  return useQuery({ queryKey: ['alerts'], queryFn: ({ signal }) => call<Page<Alert>>('/api/v1/alerts', { query: { limit: 20, state: 'open' }, signal }) });
}

export function useCloseAlert() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (alert: Alert) => call<Alert>(`/api/v1/alerts/${alert.id}/close`, { method: 'POST', body: {}, ifMatch: alert.version }),
    onSettled: () => client.invalidateQueries({ queryKey: ['alerts'] }),
  });
}

export function useInquiries(filter: { channel?: string | undefined; disposition?: string | undefined; since?: string | undefined }) {
  return useInfiniteQuery({
    queryKey: ['inquiries', filter],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => call<Page<Inquiry>>('/api/v1/inquiries', { query: { ...filter, cursor: pageParam }, signal }),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

export function useConservation(from: string, to: string) {
  return useQuery({
    queryKey: ['conservation', from, to],
    queryFn: ({ signal }) => call<Conservation>('/api/v1/conservation', { query: { from, to }, signal }),
    placeholderData: keepPreviousData,
  });
}
