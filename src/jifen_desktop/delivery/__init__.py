"""What leaves the house: archives, mails, labels, lists, Word documents."""
