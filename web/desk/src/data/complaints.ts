import { call } from '@crm/shared/api.ts';
import type { Complaint, Page } from '@crm/shared/model.ts';
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

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

/** Only the single complaint names its pictures. */
export function useComplaintPhotos(complaint: Complaint): string[] {
  const one = useQuery({
    queryKey: ['complaints', 'one', complaint.id, complaint.version],
    queryFn: ({ signal }) => call<Complaint>(`/api/v1/complaints/${complaint.id}`, { signal }),
  });
  return one.data?.photos ?? [];
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
