#include <iostream>

#include <kaohe/kaohe.hpp>

int main() { std::cout << "kaohe " << kaohe::version << '\n'; }
