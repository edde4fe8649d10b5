/** Who of our people has which customer on a channel, as `/api/v1/links`, `/tags`, `/members`, `/transfers` and `/reconciliations` answer. */

export interface LinkTag { id: string; group: string; name: string; waiting: 'adding' | 'removing' | null }

export interface Link {
  id: string;
  account: string;
  member: string;
  memberName: string | null;
  customerId: string;
  state: 'linked' | 'half' | 'ended';
  linkedAt: string;
  endedAt: string | null;
  endedBy: string | null;
  remark: string | null;
  description: string | null;
  tags: LinkTag[];
  /** Something is on its way to the platform. */
  waiting: boolean;
  fault: string | null;
  version: number;
}

export interface Tag { id: string; account: string; group: string; name: string; state: 'saving' | 'live' | 'removing' | 'refused'; fault: string | null; version: number }

export interface Member { id: string; account: string; memberId: string; name: string | null; userId: string | null; dealerId: string | null; state: 'active' | 'left'; version: number }

export interface TransferWish { from: string; to?: string; rule?: string; customers?: string[]; leaver: boolean; message?: string }

export interface PlannedThing { id: string; text: string; stays: string | null }

export interface PlannedCustomer {
  customerId: string;
  name: string | null;
  to: string;
  obstacle: string | null;
  leads: PlannedThing[];
  callbacks: PlannedThing[];
  offers: PlannedThing[];
}

export interface TransferPlan {
  customers: PlannedCustomer[];
  others: PlannedCustomer[];
  duties: { kind: string; id: string; name: string }[];
  moving: number;
  staying: number;
}

export interface Transfer { id: string; from: string; to: string; leaver: boolean; state: 'running' | 'done'; startedAt: string; finishedAt: string | null; figures: Record<string, number> }

export interface Reconciliation {
  id: string;
  account: string;
  state: 'running' | 'done';
  startedAt: string;
  members: number;
  membersDone: number;
  seen: number;
  known: number;
  recent: number;
  recovered: number;
  ended: number;
  unexplained: number;
}

/** What a churn alert carries. */
export interface ChurnData { member: string; memberName: string | null; customerName: string; stillLinked: number; leads: { id: string; vehicle: string }[]; callbacks: { id: string; dueAt: string }[] }
