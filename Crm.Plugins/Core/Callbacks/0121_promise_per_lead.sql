-- What a call about a lead is about is that lead: another car is another topic (C-15).
update promise set open_key = customer_id || ':lead:' || lead_id where topic = 'lead' and open_key is not null and lead_id is not null;
