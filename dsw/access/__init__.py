"""Who comes in, without a password: links sent by e-mail, sessions, the staff list, how often one may ask."""
