import { call } from '@crm/shared/api.ts';
import type { Conversation, Customer, CustomerListItem, Page, TimelineItem } from '@crm/shared/model.ts';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';

export function useCustomer(id: string) {
  return useQuery({
    queryKey: ['customer', id],
    queryFn: ({ signal }) => call<Customer>(`/api/v1/customers/${id}`, { signal }),
  });
}

/** A full number is matched exactly, anything else is a search over names. */
export function useCustomerSearch(text: string) {
  const digits = text.replace(/[\s-]/g, '');
  const phone = /^\+\d{6,15}$/.test(digits) ? digits : /^1\d{10}$/.test(digits) ? `+86${digits}` : undefined;
  return useQuery({
    queryKey: ['customers', text],
    queryFn: ({ signal }) =>
      call<Page<CustomerListItem>>('/api/v1/customers', { query: phone ? { phone } : { q: text }, signal }),
  });
}

export function useTimeline(customerId: string) {
  return useInfiniteQuery({
    queryKey: ['timeline', customerId],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      call<Page<TimelineItem>>(`/api/v1/customers/${customerId}/timeline`, { query: { cursor: pageParam, limit: 50 }, signal }),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

export function useConversations(customerId: string) {
  return useQuery({
    queryKey: ['conversations', customerId],
    queryFn: ({ signal }) => call<Page<Conversation>>('/api/v1/conversations', { query: { customerId }, signal }),
  });
}
