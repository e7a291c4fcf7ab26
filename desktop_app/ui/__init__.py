"""What a person sees: pages made of `widgets`, coloured by `theme`, knowing the rest only through `context`."""
