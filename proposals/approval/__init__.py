"""Approval room: street panels and their scores, the verdict, public notice, appeals, agreement and signatures."""
