"""What leaves the station: lists, evidence, receipts."""
