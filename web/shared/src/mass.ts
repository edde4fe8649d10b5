/** Customer groups and mass sends, as the API gives them. */

export interface Group {
  id: string; channel: string; account: string; name: string; owner: string; ownerName?: string | null; notice?: string | null;
  createdAt: string; readAt: string; dismissedAt?: string | null; size: number; customers: number; joinedToday: number; leftToday: number;
}

export interface GroupMember {
  id: string; memberId: string; isContact: boolean; customerId?: string | null; name?: string | null; joinedAt: string; joinScene: number;
  state?: string | null; invitedBy?: string | null; leftAt?: string | null;
}

export interface Audience {
  tags?: string[]; dealerId?: string; temperature?: string; brand?: string; series?: string; lastContactAfter?: string; lastContactBefore?: string;
  groups?: string[];
}

export interface MassSendAccount { channel: string; account: string; company: string; dealer?: string | null; working: boolean }

export interface MassSend {
  id: string; name: string; channel: string; account: string; toGroups: boolean; sender?: string | null; text: string; audience: Audience;
  startAt: string; state: string; createdAt: string; createdBy?: string | null; version: number;
  targets: number; refused: number; planned: number; confirmed: number; delivered: number;
}

export interface MassSendMember { taskId: string; member: string; name?: string | null; confirmedAt?: string | null; planned: number; confirmed: number; delivered: number }

export interface MassSendTask { id: string; state: string; sender?: string | null; madeAt?: string | null; fault?: string | null; reminders: number }

export interface MassSendDetail { massSend: MassSend; outcomes: { reason: string; count: number }[]; tasks: MassSendTask[]; members: MassSendMember[] }

export interface MassSendInput {
  key: string; name: string; channel?: string; account: string; toGroups: boolean; sender?: string; text: string; audience: Audience; startAt?: string;
}

export interface MassSendPreview {
  total: number; allowed: number; refused: { reason: string; count: number }[]; complete: boolean; startAt: string; opensAt: string;
  forecast?: { expected: number; rate: number; basedOn: number } | null; members: { member: string; targets: number; rate?: number | null }[];
}
