/** What an agent should know of a hand-over. */
export interface HandOver {
  reason: string;
  skill: string | null;
  language: string | null;
  priority: 'high' | 'normal';
  leadId: string | null;
  complaintId: string | null;
  dueBy: string | null;
}

/** A conversation that waits for a person, or is the reader's own. */
export interface ChatItem {
  id: string;
  customerId: string;
  customerName: string | null;
  channel: string;
  state: 'waiting' | 'agent';
  inPool: boolean;
  since: string;
  endsAt: string | null;
  unansweredSince: string | null;
  handOver: HandOver | null;
  lastText: string;
  unread: number;
  version: number;
}

export interface Duty {
  onDuty: boolean;
  there: number;
  everybody: number;
}

export interface AgentBoard {
  items: ChatItem[];
  nextCursor: string | null;
  duty: Duty;
}

export interface CannedReply {
  id: string;
  owner: 'own' | 'team';
  shortcut: string;
  title: string;
  texts: Record<string, string>;
  filled: string | null;
  mayChange: boolean;
  version: number;
}
