/**
 * The HTTP API in the form openapi-typescript writes it. Written by hand until the host serves its own
 * description; then `npm run generate` replaces this file, and model.ts is the only one that may need a look.
 */
type Instant = string;

export interface components {
  schemas: {
    Problem: {
      type?: string;
      title?: string;
      status?: number;
      detail?: string;
      code?: string;
      reason?: string;
      owner?: string;
      errors?: { pointer?: string; code?: string; message?: string }[];
    };
    SessionUser: {
      id: string;
      userName: string;
      displayName: string;
      role: 'admin' | 'lead' | 'agent' | 'dealer';
      dealerId: string | null;
      locale: string | null;
    };
    Session: {
      user: components['schemas']['SessionUser'];
      csrfToken: string;
      serverTime: Instant;
    };
    Callback: {
      id: string;
      customerId: string;
      customerName: string | null;
      phone: string | null;
      leadId: string | null;
      complaintId: string | null;
      topic: string | null;
      kind: 'asap' | 'slot';
      windowStart: Instant;
      dueAt: Instant;
      timeZone: string;
      state: 'scheduled' | 'attempted' | 'kept' | 'broken' | 'released' | 'void' | 'failed';
      outcome: components['schemas']['CallbackOutcome'] | null;
      ownerKind: 'desk' | 'dealer';
      ownerId: string | null;
      ownerName: string | null;
      assignedTo: string | null;
      assignedName?: string | null;
      brand?: string | null;
      series?: string | null;
      model?: string | null;
      wish?: string | null;
      priority: 'normal' | 'high';
      attemptCount: number;
      nextAttemptAt: Instant | null;
      requestedAt: Instant;
      keptAt: Instant | null;
      brokenAt: Instant | null;
      brokenReason: string | null;
      toldText: string | null;
      version: number;
    };
    CallbackDetail: {
      callback: components['schemas']['Callback'];
      attempts: components['schemas']['Attempt'][];
      steps: components['schemas']['Step'][];
      dispute?: components['schemas']['Dispute'] | null;
    };
    Dispute: { at: Instant; fromOutcome: string; nextCallbackId: string | null; decision: 'upheld' | 'rejected' | null; decidedAt: Instant | null; note: string | null };
    ChatTheme: { title: string; color: string; logo: string | null };
    ChatKey: {
      id: string;
      key: string;
      name: string;
      dealerId: string | null;
      origins: string[];
      theme: components['schemas']['ChatTheme'];
      locales: string[];
      scene: string | null;
      active: boolean;
      pageUrl: string | null;
      embed: string | null;
      createdAt: Instant;
      rotatedAt: Instant | null;
      version: number;
    };
    CallbackOutcome:
      | 'kept-connected'
      | 'kept-attempted'
      | 'kept-inbound'
      | 'broken-late'
      | 'broken-missed'
      | 'disputed'
      | 'released'
      | 'void-invalid-number';
    AttemptResult: 'connected' | 'no-answer' | 'busy' | 'voicemail' | 'wrong-number' | 'refused';
    Attempt: {
      id: string;
      startedAt: Instant;
      endedAt: Instant | null;
      ringSeconds: number | null;
      result: components['schemas']['AttemptResult'] | 'customer-called' | 'abandoned' | null;
      note: string | null;
      agentId: string | null;
      agentName?: string | null;
      manual: boolean;
    };
    Step: { step: string; dueAt: Instant; state: string; doneAt: Instant | null };
    CallbackSummary: {
      total: number;
      open: number;
      keptConnected: number;
      keptAttempted: number;
      keptInbound: number;
      brokenLate: number;
      brokenMissed: number;
      disputed: number;
      released: number;
      void: number;
      keptRate: number | null;
      connectedRate: number | null;
      medianMinutes: number | null;
      p90Minutes: number | null;
    };
    Customer: {
      id: string;
      name: string | null;
      locale: string | null;
      region?: string | null;
      phones: string[];
      emails: string[];
      /** Ids such as wecom:corp:person; the first part names the channel. */
      channels: string[];
      consents: components['schemas']['Consent'][];
      createdAt: Instant;
      version: number;
      openCallbackId: string | null;
      /** Ids, newest first. */
      leads: string[];
      complaints: string[];
      mergeProposals: components['schemas']['MergeProposal'][];
    };
    CustomerListItem: {
      id: string;
      name: string | null;
      phone: string | null;
      email: string | null;
      locale: string;
      createdAt: Instant;
      version: number;
    };
    Consent: {
      purpose: string;
      channel: string;
      given: boolean;
      at: Instant;
      textVersion: string;
    };
    MergeProposal: { id: string; otherId: string; otherName: string; reason: string; state: string };
    TimelineItem: {
      id: string;
      at: Instant;
      type: 'message' | 'inquiry' | 'lead' | 'offer' | 'fact' | 'promise' | 'attempt' | 'complaint' | 'complaint-note' | 'consent' | 'private-chat';
      /** A code of the type's own set: author, kind, wish, state, result, severity or purpose. */
      title: string;
      text: string;
      direction: 'in' | 'out' | null;
      channel: string | null;
      refId: string;
    };
    Conversation: {
      id: string;
      customerId: string;
      customerName?: string | null;
      channel: string | null;
      canReply?: boolean;
      lastMessageAt?: Instant | null;
      state?: 'bot' | 'waiting' | 'agent' | 'ended';
      ownerName?: string | null;
    };
    Message: {
      id: string;
      direction: 'in' | 'out';
      author: string;
      authorName?: string | null;
      kind: string;
      text: string;
      at: Instant;
      deliveryId: string | null;
      media: { id: string; contentType: string; fileName: string | null; size: number; inline: boolean } | null;
      mediaState: 'waiting' | 'lost' | null;
      mediaReason: string | null;
      recalled: { by: string; at: Instant } | null;
      editedAt: Instant | null;
      delivery: { state: 'queued' | 'sending' | 'sent' | 'dead' | 'unknown' | 'expired'; reason: string | null } | null;
    };
    ServiceSession: {
      conversationId: string;
      state: 'bot' | 'waiting' | 'agent' | 'ended';
      owner: { kind: 'user' | 'member'; id: string; name: string } | null;
      since: Instant | null;
      reason: string | null;
      platform: string | null;
      refused: string | null;
      hasPool: boolean;
      number: number;
      version: number;
      handOver?: import('./chat-types.ts').HandOver | null;
    };
    ReplyWindow: { closesAt: Instant | null; messagesLeft: number | null; canReply: boolean; reason: string | null };
    UploadedFile: { id: string; kind: string; contentType: string; fileName: string | null; size: number };
    ServiceAccount: { id: string; channel: string; account: string; name: string; avatarUrl: string | null };
    ServiceAccountList: {
      items: components['schemas']['ServiceAccount'][];
      faults: { channel: string; account: string; reason: string; platformCode: number }[];
    };
    ServiceMember: { member: string; available: boolean };
    ServiceLink: {
      id: string;
      channel: string;
      account: string;
      serviceAccount: string;
      name: string;
      dealerId: string | null;
      dealerName: string | null;
      campaign: string | null;
      scene: string;
      sceneParam: string;
      url: string;
      createdAt: Instant;
      conversations: number;
      leads: number;
    };
    SurveyReport: { asked: number; answered: number; average: number | null; scores: number[]; waiting: number; served: number };
    Lead: {
      id: string;
      customerId: string;
      customerName?: string | null;
      inquiryId: string | null;
      stage: string;
      temperature: 'hot' | 'warm' | 'cold' | null;
      intentLevel: string | null;
      brand: string | null;
      series: string | null;
      model: string | null;
      region: string | null;
      regionName?: Record<string, string> | null;
      wish: string | null;
      source: { channel: string | null; campaign: string | null; scene: string | null } | null;
      dealerId: string | null;
      dealerName: string | null;
      ownerKind: 'desk' | 'dealer' | null;
      createdAt: Instant;
      visitAt?: Instant | null;
      version: number;
    };
    RoutingDecision: {
      id?: string;
      at?: Instant;
      createdAt?: Instant;
      rule: string | null;
      dealerId: string | null;
      dealerName?: string | null;
      reason: string | null;
      values?: Record<string, string>;
      excluded: { dealerId: string; dealerName?: string | null; code: string }[];
      ranking: { dealerId: string; dealerName?: string | null; score: number; parts: Record<string, number> | null }[];
      seed: string | number | null;
    };
    OfferCard: {
      id: string;
      member: string;
      account: string;
      state: 'sending' | 'sent' | 'unreachable' | 'acted' | 'closed';
      pressed: string | null;
      reason: string | null;
      sentAt: Instant | null;
      seenAt: Instant | null;
      createdAt: Instant;
    };
    Offer: {
      id: string;
      leadId: string;
      dealerId: string;
      dealerName: string | null;
      state: 'open' | 'accepted' | 'declined' | 'expired' | 'withdrawn';
      offeredAt: Instant;
      acceptBy: Instant;
      contactBy: Instant;
      acceptedAt: Instant | null;
      customerName: string | null;
      wish: string;
      brand: string | null;
      series: string | null;
      model: string | null;
      region: string | null;
      regionName?: Record<string, string> | null;
      temperature: 'hot' | 'warm' | 'cold';
      version: number;
    };
    Complaint: {
      id: string;
      number: string;
      customerId: string;
      customerName: string | null;
      inquiryId: string | null;
      severity: 's1' | 's2' | 's3' | 's4';
      severityState: 'proposed' | 'confirmed';
      state: string;
      text: string | null;
      ackDueAt: Instant | null;
      contactDueAt: Instant | null;
      planDueAt: Instant | null;
      resolveDueAt: Instant | null;
      acknowledgedAt: Instant | null;
      contactedAt: Instant | null;
      ownerName: string | null;
      createdAt: Instant;
      vin?: string | null;
      orderNumber?: string | null;
      photos?: string[];
      version: number;
    };
    Inquiry: {
      id: string;
      channel: string | null;
      kind: string | null;
      occurredAt: Instant;
      receivedAt: Instant;
      text: string | null;
      disposition: string | null;
      fault?: string | null;
      customerId: string | null;
      leadId?: string | null;
      complaintId?: string | null;
    };
    Conservation: Record<string, number | string | null>;
    Alert: {
      id: string;
      version?: number;
      state?: string;
      closed?: { at: Instant; by: string; note: string } | null;
      at: Instant;
      kind: string;
      text?: string | null;
      detail?: string | null;
      customerId?: string | null;
      data?: unknown;
    };
    Plugin: {
      id: string;
      version: string | null;
      title: Record<string, string> | string | null;
      state: string;
      stage?: string | null;
      message?: string | null;
      detail?: string | null;
      since?: Instant | null;
      provides?: string[];
      counters?: { calls: number; faults: number; timeouts: number; busy: number };
      accounts?: components['schemas']['ChannelAccount'][];
    };
    /** A company or app that a channel is configured for, and what works in it. */
    ChannelAccount: {
      key: string;
      company: string;
      dealer?: string | null;
      features: { name: string; working: boolean; reason?: string | null; since?: Instant | null; remedy?: Record<string, string> | null }[];
    };
    Delivery: {
      id: string;
      channel: string | null;
      state: string;
      attempts: number;
      nextAt?: Instant | null;
      reason?: string | null;
      createdAt?: Instant;
      customerId?: string | null;
    };
    /** One server-sent event. */
    CrmEvent: {
      seq: number;
      type: string;
      at: Instant;
      customerId?: string | null;
      leadId?: string | null;
      callbackId?: string | null;
      complaintId?: string | null;
      conversationId?: string | null;
      dealerId?: string | null;
    };
  };
}
