-- With whom somebody is not to lead a group: other accounts, spaced. Either side may say so.
ALTER TABLE leader_can ADD COLUMN not_with {{TEXT}} NOT NULL DEFAULT '';
