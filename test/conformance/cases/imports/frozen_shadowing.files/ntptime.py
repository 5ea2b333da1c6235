where = "the user's file"
