import { call } from '@crm/shared/api.ts';
import type { Complaint, Page } from '@crm/shared/model.ts';
import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';

export function useComplaints(filter: { state?: string | undefined; customerId?: string }, enabled = true) {
  return useInfiniteQuery({
    queryKey: ['complaints', 'list', filter],
    initialPageParam: '',
    enabled,
    queryFn: ({ pageParam, signal }) => call<Page<Complaint>>('/api/v1/complaints', { query: { ...filter, cursor: pageParam }, signal }),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

export function useComplaintActions(complaint: Complaint) {
  const client = useQueryClient();
  const settle = {
    onSettled: () => Promise.all([
      client.invalidateQueries({ queryKey: ['complaints'] }),
      client.invalidateQueries({ queryKey: ['customer', complaint.customerId] }),
      client.invalidateQueries({ queryKey: ['timeline', complaint.customerId] }),
    ]),
  };
  const post = (path: string, body: unknown) =>
    call<Complaint>(`/api/v1/complaints/${complaint.id}/${path}`, { method: 'POST', body, ifMatch: complaint.version });
  return {
    acknowledge: useMutation({ mutationFn: () => post('acknowledge', {}), ...settle }),
    grade: useMutation({ mutationFn: (body: { severity: Complaint['severity']; reason: string }) => post('severity', body), ...settle }),
    move: useMutation({ mutationFn: (body: { state: string; note: string }) => post('state', body), ...settle }),
  };
}
