import { call } from '@crm/shared/api.ts';
import type { Lead, LeadFact, Offer, OfferCard, Page, RoutingDecision } from '@crm/shared/model.ts';
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

export function useLeads(filter: { stage?: string | undefined; customerId?: string }) {
  return useInfiniteQuery({
    queryKey: ['leads', 'list', filter],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => call<Page<Lead>>('/api/v1/leads', { query: { ...filter, cursor: pageParam }, signal }),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

export function useRouting(leadId: string | null) {
  return useQuery({
    queryKey: ['lead', leadId, 'routing'],
    enabled: leadId !== null,
    queryFn: async ({ signal }) => {
      const answer = await call<Page<RoutingDecision> | RoutingDecision[] | { decisions: RoutingDecision[] }>(`/api/v1/leads/${leadId}/routing`, { signal });
      if (Array.isArray(answer)) return answer;
      return 'items' in answer ? answer.items : answer.decisions;
    },
  });
}

export function useAddFact(lead: Lead) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { fact: LeadFact; reason?: string }) =>
      call<unknown>(`/api/v1/leads/${lead.id}/facts`, { method: 'POST', body, ifMatch: lead.version }),
    onSettled: () => Promise.all([
      client.invalidateQueries({ queryKey: ['leads'] }),
      client.invalidateQueries({ queryKey: ['customer', lead.customerId] }),
      client.invalidateQueries({ queryKey: ['timeline', lead.customerId] }),
    ]),
  });
}

export function useOffers(dealerId: string | null, state?: Offer['state']) {
  return useQuery({
    queryKey: ['offers', dealerId, state],
    queryFn: ({ signal }) => call<Page<Offer>>('/api/v1/offers', { query: { dealerId, state, limit: 100 }, signal }),
    placeholderData: keepPreviousData,
  });
}

/** Live as the offers themselves. */
export function useOfferCards(offerId: string) {
  return useQuery({ queryKey: ['offers', offerId, 'cards'], queryFn: ({ signal }) => call<Page<OfferCard>>(`/api/v1/offers/${offerId}/cards`, { signal }) });
}

export function useLead(id: string, enabled: boolean) {
  return useQuery({ queryKey: ['lead', id], enabled, queryFn: ({ signal }) => call<Lead>(`/api/v1/leads/${id}`, { signal }) });
}

export function useAnswerOffer(offer: Offer) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (answer: { accept: true } | { accept: false; reason: string }) =>
      call<Offer>(`/api/v1/offers/${offer.id}/${answer.accept ? 'accept' : 'decline'}`, {
        method: 'POST',
        body: answer.accept ? {} : { reason: answer.reason },
        ifMatch: offer.version,
      }),
    onSettled: () => Promise.all([
      client.invalidateQueries({ queryKey: ['offers'] }),
      client.invalidateQueries({ queryKey: ['leads'] }),
      client.invalidateQueries({ queryKey: ['callbacks'] }),
    ]),
  });
}
