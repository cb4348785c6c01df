/** Where an event stands: the columns that every table of events ends with. */
export const place =
  "block_number BIGINT NOT NULL, block_time BIGINT NOT NULL, tx_hash BYTEA NOT NULL, log_index BIGINT NOT NULL";
