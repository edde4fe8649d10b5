/** What `/api/my` answers; the shapes are those of MyPage in the host's description. */
export interface MyPromise {
  id: string;
  topic: string;
  kind: 'asap' | 'slot';
  state: 'waiting' | 'late' | 'tried' | 'called' | 'cancelled' | 'disputed' | 'ended';
  windowStart: string | null;
  dueAt: string;
  timeZone: string;
  car: string | null;
  leadId: string | null;
  dealer: string | null;
  person: string | null;
  callsFrom: string | null;
  movesLeft: number;
  canMove: boolean;
  canCancel: boolean;
  canDispute: boolean;
}

export interface MyTestDrive { leadId: string; car: string | null; stage: string; dealer: string | null; askedAt: string; promiseId: string | null }
export interface MyComplaint { id: string; number: string; state: string; text: string; at: string; nextAt: string | null; owner: string | null; promiseId: string | null }
export interface MyConsent { purpose: string; channel: string; textVersion: string; text: string | null; given: boolean; at: string }
export interface MyDealer { leadId: string; dealerId: string; name: string; phone: string | null; car: string | null; hasNumber: boolean; since: string | null; canSwitch: boolean }
export interface MySlot { start: string; end: string }

export interface MyPage {
  name: string;
  phone: string;
  locale: 'zh-CN' | 'en';
  serverTime: string;
  promises: MyPromise[];
  testDrives: MyTestDrive[];
  complaints: MyComplaint[];
  consents: MyConsent[];
  dealers: MyDealer[];
  switchReasons: string[];
  nextPromiseId: string | null;
}
